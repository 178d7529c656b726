import './orders.css';
export { OrderListPage as Component } from './order-list.tsx';
